/** The server's time, updated each second. Make one where a clock is shown; it stops with the component. */
export class Now {
  ms = $state(0);

  /** `offset`: by how many milliseconds the server is ahead of this machine. */
  constructor(offset: () => number = () => 0) {
    this.ms = Date.now() + offset();
    $effect(() => {
      let timer: ReturnType<typeof setTimeout>;
      const tick = (): void => {
        const now = Date.now() + offset();
        this.ms = now;
        timer = setTimeout(tick, 1000 - (now % 1000));
      };
      tick();
      return () => {
        clearTimeout(timer);
      };
    });
  }
}
