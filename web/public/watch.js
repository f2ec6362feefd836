// Stands beside the app while it starts: where a part of it does not come, it says so and what to do.
// Written for browsers of any age, and alone in its file, so that nothing it watches can take it along.
(function () {
  var SLOW_MS = 8000;
  var app = document.documentElement;

  function started() {
    return app.hasAttribute('data-started');
  }

  function each(selector, work) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), work);
  }

  function say(what) {
    if (started()) return;
    each('[data-say]', function (one) {
      one.hidden = one.getAttribute('data-say') !== what;
    });
    each('[data-do]', function (one) {
      one.hidden = what === 'slow' && one.getAttribute('data-do') !== 'reload';
    });
  }

  function speak() {
    try {
      if (localStorage.getItem('paguyuban.language') !== 'en') return;
    } catch (error) {
      return;
    }
    each('[data-en]', function (one) {
      one.textContent = one.getAttribute('data-en');
    });
  }

  // Past every copy on the way; the one this phone keeps is dropped only after the new one has come.
  function anew() {
    var files = ['/'];
    each('script[src], link[rel="stylesheet"]', function (one) {
      files.push(one.src || one.href);
    });
    var fetching = files.map(function (file) {
      return fetch(file, { cache: 'reload' }).then(function (answer) {
        if (!answer.ok) throw new Error(file);
        return answer.blob();
      });
    });
    Promise.all(fetching)
      .then(drop)
      .then(
        function () {
          location.reload();
        },
        function () {
          say('offline');
        },
      );
  }

  function drop() {
    if (!navigator.serviceWorker) return undefined;
    return caches
      .keys()
      .then(function (names) {
        return Promise.all(
          names.map(function (name) {
            return name.indexOf('shell-') === 0 && caches.delete(name);
          }),
        );
      })
      .then(function () {
        return navigator.serviceWorker.getRegistrations();
      })
      .then(function (all) {
        return Promise.all(
          all.map(function (one) {
            return one.unregister();
          }),
        );
      });
  }

  function watch() {
    speak();
    each('[data-do="reload"]', function (one) {
      one.onclick = function () {
        location.reload();
      };
    });
    each('[data-do="anew"]', function (one) {
      one.onclick = anew;
    });
    if (!('noModule' in document.createElement('script'))) say('old');
    setTimeout(function () {
      say(app.hasAttribute('data-broken') ? 'broken' : 'slow');
    }, SLOW_MS);
  }

  function broken(event) {
    var part = event.target;
    // A picture that is missing keeps nobody from starting.
    if (part && part.tagName && part.tagName !== 'SCRIPT') return;
    if (started()) return;
    app.setAttribute('data-broken', '');
    say('broken');
  }

  addEventListener('error', broken, true);
  addEventListener('unhandledrejection', broken);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', watch);
  else watch();
})();
