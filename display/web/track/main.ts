import '../shared/old-browser';
import '../shared/base.css';
import { mount } from 'svelte';
import App from './App.svelte';

// What the daemon wrote for browsers without JavaScript stands there until the page takes over.
const target = document.getElementById('app');
if (target !== null) {
  target.textContent = '';
  mount(App, { target });
}
