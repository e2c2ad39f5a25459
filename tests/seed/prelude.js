// The outside world of the seed text: the names that its programs use and nobody there defines.
// Everything here happens on timers that are 10 ms or more apart, so a program does the same on the
// virtual clock and on the real one. What arrives from outside, or leaves, is printed. Nothing here
// schedules, chains or replaces anything of ASQ, and nothing that the text defines itself stands here.
var ajax, listener, document, http, fs, process, pullFromDatabase;

(function outsideWorld() {
  function Emitter() { this.handlersOf = {}; }
  Emitter.prototype.on = Emitter.prototype.addListener = Emitter.prototype.addEventListener = function (name, handler) {
    var first = !this.handlersOf[name];
    (this.handlersOf[name] = this.handlersOf[name] || []).push(handler);
    if (first && this.listenedTo) { this.listenedTo(name); }
    return this;
  };
  Emitter.prototype.removeListener = Emitter.prototype.removeEventListener = function (name, handler) {
    this.handlersOf[name] = (this.handlersOf[name] || []).filter(function (other) { return other !== handler; });
    return this;
  };
  // Says whether anybody listened.
  Emitter.prototype.emit = function (name) {
    var values = [].slice.call(arguments, 1), handlers = (this.handlersOf[name] || []).slice();
    handlers.forEach(function (handler) { handler.apply(null, values); });
    return handlers.length > 0;
  };

  // Calls back with (undefined, content) after a delay that depends on the address alone; without a
  // callback it returns a promise of the content instead.
  ajax = function ajax(url, callback) {
    var page = /url\.(\d)(?:.*=(.*))?/.exec(url), number = page[1], query = page[2];
    var delay = { 1: 10, 2: 50, 3: 30, 4: 20 }[number];
    // The text asks the first answer about "x1" and "foobar" and then goes on differently.
    var content = query ? "[" + number + ":" + query + "]" : { 1: "x1 foobar", 2: "second" }[number];
    console.log("GET " + url);
    if (callback) {
      setTimeout(function answer() { callback(undefined, content); }, delay);
      return undefined;
    }
    return new Promise(function (resolve) {
      setTimeout(function answer() { resolve(content); }, delay);
    });
  };

  // Fires three times for every name that somebody listens to; names take turns.
  listener = new Emitter();
  var names = 0;
  listener.listenedTo = function (name) {
    var start = 20 + 10 * names++;
    [1, 2, 3].forEach(function (count) {
      setTimeout(function fire() { listener.emit(name, name + " " + count); }, start + 50 * (count - 1));
    });
  };

  // A page that gets ready after 20 ms, with buttons that are clicked three times.
  document = new Emitter();
  document.listenedTo = function (name) {
    setTimeout(function ready() { document.emit(name, { type: name, target: document }); }, 20);
  };
  var elements = {};
  document.getElementById = function (id) {
    if (!elements[id]) {
      var element = elements[id] = new Emitter();
      element.id = id;
      element.listenedTo = function (name) {
        [1, 2, 3].forEach(function (count) {
          setTimeout(function userActs() {
            var heard = element.emit(name, { type: name, target: element });
            console.log(name + " " + count + " on " + id + (heard ? "" : ": nobody listens"));
          }, 20 + 50 * (count - 1));
        });
      };
    }
    return elements[id];
  };

  // A server that three people ask, the last one after the process was told to end.
  http = {
    createServer: function () {
      var server = new Emitter();
      server.listen = function () {
        [["/users", 20], ["/orders", 40], ["/late", 240]].forEach(function (visit) {
          setTimeout(function arrive() {
            var request = { url: visit[0] };
            var response = { end: function (data) { console.log("200 " + visit[0] + " " + data); } };
            if (!server.emit("request", request, response)) { console.log("503 " + visit[0]); }
          }, visit[1]);
        });
      };
      return server;
    }
  };
  pullFromDatabase = function pullFromDatabase(request, response) {
    return ASQ(function query(done) {
      setTimeout(function rows() { done("rows of " + request.url, response); }, 50);
    });
  };
  process = new Emitter();
  process.listenedTo = function (name) {
    setTimeout(function () { console.log(name); process.emit(name); }, 200);
  };

  // A file of three chunks.
  fs = {
    createReadStream: function (path) {
      var stream = new Emitter();
      ["chunk 1", "chunk 2", "chunk 3"].forEach(function (chunk, position) {
        setTimeout(function read() { stream.emit("data", chunk); }, 20 + 20 * position);
      });
      setTimeout(function end() {
        stream.emit("end");
        console.log(path + (stream.handlersOf.data.length === 0 ? " is read and left alone" : " is still listened to"));
      }, 100);
      return stream;
    }
  };
})();
