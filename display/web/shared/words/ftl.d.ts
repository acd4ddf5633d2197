declare module '*.ftl?words=common' { const source: string; export default source; }
declare module '*.ftl?words=kiosk' { const source: string; export default source; }
declare module '*.ftl?words=board' { const source: string; export default source; }
declare module '*.ftl?words=counter' { const source: string; export default source; }
declare module '*.ftl?words=devices' { const source: string; export default source; }
declare module '*.ftl?words=phone' { const source: string; export default source; }
declare module '*.ftl?words=index' { const source: string; export default source; }
declare module '*.ftl?words=problem' { const source: string; export default source; }
