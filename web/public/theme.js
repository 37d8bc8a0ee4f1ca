// Runs before the first paint, so that a chosen theme never flashes. Kept apart because inline scripts are refused.
(function () {
  try {
    var theme = localStorage.getItem('readyroom.theme');
    if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
  } catch {
    // A browser that keeps nothing follows the system.
  }
})();
