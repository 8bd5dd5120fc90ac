// Drawing on the canvas. A scene is painted into a picture somewhat larger than the view, in slices over several frames; each frame only
// shows that picture, shifted and scaled. So moving is smooth whatever the number of nodes, and the picture is sharp again at rest.

/** Milliseconds without a move after which the hand rests. */
const REST = 120;
/** How much wider and higher than the view a picture is, as far as it stays below so many pixels. */
const MARGIN = 1.5;
const MOST_PIXELS = 12e6;
const FONT = "system-ui, 'Segoe UI', Helvetica, Arial, sans-serif";

/** Draws the scene as the camera sees it; `redraw` when the camera moved, `repaint` when the scene changed. */
function makePainter(canvas, scene, camera, colours) {
  const pen = canvas.getContext("2d", { alpha: false });
  const brushes = makeSprites(colours);
  let [waiting, last, movedAt, moving] = [false, 0, -Infinity, false];
  let pace = 60000; // cost of what is painted in a frame while moving; adapts to the machine
  const base = makeLayer((brush, wide) => scene.paint(brush, wide, null), true);
  const light = makeLayer((brush, wide) => scene.paint(brush, wide, scene.lit()), false);
  let dimmed = false;

  /** The view of the camera, in a frame as large as the canvas. */
  function view() {
    return { x: camera.x, y: camera.y, scale: camera.scale, width: canvas.clientWidth, height: canvas.clientHeight };
  }
  const ratio = () => window.devicePixelRatio || 1;

  function makeLayer(paint, opaque) {
    let [shown, spare, job, changed] = [null, null, null, true];
    function begin(now) {
      const most = Math.sqrt(MOST_PIXELS / (now.width * now.height * ratio() ** 2));
      const margin = Math.max(1, Math.min(MARGIN, most));
      const wide = { ...now, width: Math.ceil(now.width * margin), height: Math.ceil(now.height * margin) };
      const picture = spare ?? document.createElement("canvas");
      spare = null;
      picture.width = Math.ceil(wide.width * ratio());
      picture.height = Math.ceil(wide.height * ratio());
      const brush = brushes.on(picture.getContext("2d", { alpha: !opaque }), ratio());
      if (opaque) brush.clear(wide.width, wide.height);
      return { picture, view: wide, camera: now, steps: paint(brush, wide) };
    }
    function finish() {
      spare = shown?.picture ?? null;
      shown = job;
      job = null;
    }
    return {
      /** What it shows has changed: it is painted anew, and is gone until then unless it may stay. */
      change(stays) {
        changed = true;
        if (!stays && shown !== null) [spare, shown] = [shown.picture, null];
      },
      /** Paints as much as the budget allows and returns what is left of it. */
      work(now, budget) {
        if (changed || (job === null && wanted(shown, now))) {
          spare ??= job?.picture ?? null;
          job = begin(now);
          changed = false;
        }
        let left = budget;
        while (job !== null && left > 0) {
          const step = job.steps.next();
          if (step.done) finish();
          else left -= step.value;
        }
        return left;
      },
      isBehind: (now) => changed || job !== null || shown === null || !sameCamera(shown.camera, now),
      present(now) {
        if (shown === null) return;
        const grown = now.scale / shown.view.scale;
        const left = (shown.view.x - now.x) * now.scale + now.width / 2 - (shown.view.width / 2) * grown;
        const top = (shown.view.y - now.y) * now.scale + now.height / 2 - (shown.view.height / 2) * grown;
        const [dx, dy] = [left * ratio(), top * ratio()];
        if (grown === 1) pen.drawImage(shown.picture, Math.round(dx), Math.round(dy));
        else pen.drawImage(shown.picture, dx, dy, shown.picture.width * grown, shown.picture.height * grown);
      },
    };
  }

  const sameCamera = (a, b) => a.x === b.x && a.y === b.y && a.scale === b.scale && a.width === b.width && a.height === b.height;

  /** Whether a layer is to be painted for another view: at rest wherever it differs, on the move where it falls short. */
  function wanted(shown, now) {
    if (shown === null || !moving) return shown === null || !sameCamera(shown.camera, now);
    const grown = now.scale / shown.view.scale;
    const short = (axis, side) => Math.abs(shown.view[axis] - now[axis]) * now.scale > (shown.view[side] * grown - now[side]) / 2;
    return grown > 1.8 || grown < 0.6 || short("x", "width") || short("y", "height");
  }

  function frame(time) {
    waiting = false;
    const took = time - last;
    last = time;
    const now = view();
    if (now.width === 0 || now.height === 0) return;
    if (moving) pace = Math.min(1e6, Math.max(15000, pace * (took > 20 ? 0.7 : 1.1)));
    moving = time - movedAt < REST;
    let left = moving ? pace : 4 * pace;
    left = base.work(now, left);
    if (dimmed) light.work(now, Math.max(left, pace));
    present(now);
    const behind = base.isBehind(now) || (dimmed && light.isBehind(now));
    canvas.setAttribute("aria-busy", String(behind));
    if (behind || moving) ask();
  }

  function present(now) {
    const [width, height] = [Math.round(now.width * ratio()), Math.round(now.height * ratio())];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    pen.fillStyle = colours.ground;
    pen.fillRect(0, 0, width, height);
    base.present(now);
    if (dimmed) {
      pen.globalAlpha = 0.82;
      pen.fillRect(0, 0, width, height);
      pen.globalAlpha = 1;
      light.present(now);
    }
    for (const i of new Set([scene.marks.chosen, scene.marks.pathStart])) if (i >= 0 && scene.visible(i)) ring(now, i);
  }

  function ring(now, i) {
    const [x, y] = [(scene.x[i] - now.x) * now.scale + now.width / 2, (scene.y[i] - now.y) * now.scale + now.height / 2];
    pen.strokeStyle = colours.pick;
    pen.lineWidth = 2 * ratio();
    pen.beginPath();
    pen.arc(x * ratio(), y * ratio(), (scene.radius(i, now.scale) + 3.5) * ratio(), 0, 2 * Math.PI);
    pen.stroke();
  }

  function ask() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(frame);
  }

  function changeLight() {
    dimmed = scene.lit() !== null;
    light.change(false);
  }

  return {
    /** The camera moved. */
    redraw() {
      movedAt = performance.now();
      canvas.setAttribute("aria-busy", "true");
      ask();
    },
    /** Other nodes or colours are shown. */
    repaint() {
      base.change(true);
      changeLight();
      canvas.setAttribute("aria-busy", "true");
      ask();
    },
    /** Something else stands out. */
    relight() {
      changeLight();
      ask();
    },
    /** Draws all at once, for a picture to be taken. */
    complete() {
      moving = false;
      const now = view();
      while (base.isBehind(now)) base.work(now, Infinity);
      while (dimmed && light.isBehind(now)) light.work(now, Infinity);
      present(now);
    },
    view,
    forget: brushes.forget,
    measure: brushes.measure,
  };
}

/** Brushes for canvases: discs and labels are small pictures, each drawn once and then copied, which is many times as fast. */
function makeSprites(colours) {
  const MOST_SPRITES = 4000;
  const sprites = new Map();
  const widths = new Map();
  const pen = document.createElement("canvas").getContext("2d");
  const fontOf = (size) => `${size}px ${FONT}`;

  function sprite(key, ratio, width, height, paint) {
    const full = `${ratio} ${key}`;
    let made = sprites.get(full);
    if (made === undefined) {
      if (sprites.size >= MOST_SPRITES) sprites.clear();
      made = document.createElement("canvas");
      made.width = Math.ceil(width * ratio);
      made.height = Math.ceil(height * ratio);
      const brush = made.getContext("2d");
      brush.scale(ratio, ratio);
      paint(brush);
      sprites.set(full, made);
    }
    return made;
  }

  function measure({ text, size }) {
    const key = `${size} ${text}`;
    if (!widths.has(key)) {
      if (widths.size > 20000) widths.clear();
      pen.font = fontOf(size);
      widths.set(key, pen.measureText(text).width);
    }
    return widths.get(key);
  }

  function on(target, ratio) {
    target.setTransform(ratio, 0, 0, ratio, 0, 0);
    const stamp = (picture, x, y, width, height) => target.drawImage(picture, Math.round(x * ratio) / ratio, Math.round(y * ratio) / ratio, width, height);
    return {
      measure,
      clear(width, height) {
        target.fillStyle = colours.ground;
        target.fillRect(0, 0, width, height);
      },
      lines(ends, colour, opacity, width) {
        target.globalAlpha = opacity;
        target.strokeStyle = colour;
        target.lineWidth = width;
        target.beginPath();
        for (const [x1, y1, x2, y2] of ends) {
          target.moveTo(x1, y1);
          target.lineTo(x2, y2);
        }
        target.stroke();
        target.globalAlpha = 1;
      },
      disc(x, y, r, fill) {
        const rounded = Math.round(r * 4) / 4;
        const side = Math.ceil(2 * rounded) + 4;
        const picture = sprite(`${fill} ${rounded}`, ratio, side, side, (brush) => {
          brush.beginPath();
          brush.arc(side / 2, side / 2, rounded, 0, 2 * Math.PI);
          brush.fillStyle = fill;
          brush.fill();
          brush.lineWidth = 1;
          brush.strokeStyle = colours.ground;
          brush.stroke();
        });
        target.drawImage(picture, x - side / 2, y - side / 2, side, side);
      },
      label(label) {
        const [width, height] = [Math.ceil(label.width) + 8, label.size + 10];
        const picture = sprite(`label ${label.size} ${label.text}`, ratio, width, height, (brush) => {
          brush.font = fontOf(label.size);
          brush.textAlign = "center";
          brush.lineJoin = "round";
          brush.lineWidth = 3.5;
          brush.strokeStyle = colours.ground;
          brush.strokeText(label.text, width / 2, label.size + 3);
          brush.fillStyle = colours.text;
          brush.fillText(label.text, width / 2, label.size + 3);
        });
        stamp(picture, label.x - width / 2, label.y - label.size - 3, width, height);
      },
    };
  }

  return { on, measure, forget: () => sprites.clear() };
}
