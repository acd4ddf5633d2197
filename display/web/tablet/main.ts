import '../shared/old-browser';
import '../shared/base.css';
import '../shared/words/problem';
import '../shared/words/rate';
import { mount } from 'svelte';
import App from './App.svelte';

const target = document.getElementById('app');
if (target !== null) mount(App, { target });
