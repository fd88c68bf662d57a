// Loaded before the page is drawn, so that a chosen theme does not flash up in the other one.
if (localStorage.getItem('theme')) {
  document.documentElement.dataset.theme = localStorage.getItem('theme');
}
