/** The hand-over of one process: a function call. What nobody works on or hears is lost, as the contract allows. */
import type { Job, Queue, Report, Stop } from './port.ts';

/** More than this waits for nobody: whoever gives makes again what should exist. */
const MOST_WAITING = 2_000;

/** Calls whoever serves directly, and schedules nothing: it must run inside a simulation too. */
export function callQueue(): Queue {
  const dials = new Lane<Job>();
  const looks = new Lane<Job>();
  const reports = new Lane<Report>();
  return {
    give: (job) => {
      (job.is === 'dial' ? dials : looks).put(job);
      return Promise.resolve();
    },
    report: (report) => {
      reports.put(report);
      return Promise.resolve();
    },
    work: (atOnce, on) => {
      const stops = [dials.serve(atOnce, on), looks.serve(atOnce, on)];
      return Promise.resolve(async () => void (await Promise.all(stops.map((stop) => stop()))));
    },
    hear: (on) => Promise.resolve(reports.serve(1, on)),
    close: () => {
      for (const lane of [dials, looks, reports]) lane.close();
      return Promise.resolve();
    },
  };
}

type Server<T> = {
  readonly atOnce: number;
  readonly on: (message: T) => Promise<void>;
  busy: number;
  /** Called when the last message under way has ended, once it was stopped. */
  ended: (() => void) | null;
};

/** Messages of a kind, in order, to whichever server is free, in turn. */
class Lane<T> {
  readonly #waiting: T[] = [];
  #servers: Server<T>[] = [];
  #next = 0;

  put(message: T): void {
    if (this.#servers.length === 0 || this.#waiting.length >= MOST_WAITING) return;
    this.#waiting.push(message);
    this.#hand();
  }

  serve(atOnce: number, on: (message: T) => Promise<void>): Stop {
    const server: Server<T> = { atOnce, on, busy: 0, ended: null };
    this.#servers.push(server);
    this.#hand();
    let stopped: Promise<void> | null = null;
    return () => {
      stopped ??= this.#stop(server);
      return stopped;
    };
  }

  close(): void {
    this.#servers = [];
    this.#waiting.length = 0;
  }

  #stop(server: Server<T>): Promise<void> {
    this.#servers = this.#servers.filter((other) => other !== server);
    if (this.#servers.length === 0) this.#waiting.length = 0;
    if (server.busy === 0) return Promise.resolve();
    return new Promise((resolve) => {
      server.ended = resolve;
    });
  }

  #hand(): void {
    for (;;) {
      const server = this.#waiting.length === 0 ? undefined : this.#free();
      const message = server === undefined ? undefined : this.#waiting.shift();
      if (server === undefined || message === undefined) return;
      server.busy += 1;
      const done = (): void => {
        server.busy -= 1;
        if (server.busy === 0) server.ended?.();
        this.#hand();
      };
      server.on(message).then(done, done);
    }
  }

  #free(): Server<T> | undefined {
    const count = this.#servers.length;
    for (let step = 0; step < count; step += 1) {
      const server = this.#servers[(this.#next + step) % count];
      if (server === undefined || server.busy >= server.atOnce) continue;
      this.#next = (this.#next + step + 1) % count;
      return server;
    }
    return undefined;
  }
}
