import '../shared/old-browser';
import '../shared/base.css';
import '../shared/words/kiosk';
import '../shared/words/dates';
import '../shared/words/problem';
import { mount } from 'svelte';
import App from './App.svelte';

const target = document.getElementById('app');
if (target !== null) mount(App, { target });
