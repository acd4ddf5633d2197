import '../shared/old-browser';
import '../shared/base.css';
import '../shared/words/phone';
import '../shared/words/rate';
import '../shared/words/dates';
import '../shared/words/problem';
import { mount } from 'svelte';
import App from './App.svelte';

// What the daemon wrote for browsers without JavaScript stands there until the page takes over.
const target = document.getElementById('app');
if (target !== null) {
  target.textContent = '';
  mount(App, { target });
}
