/** The part of the layout library that does the work: it has the shape of a Web Worker, and comes without types. */

declare module 'elkjs/lib/elk-worker.min' {
  export const Worker: new () => NonNullable<
    ReturnType<NonNullable<ConstructorParameters<typeof import('elkjs/lib/elk-api').default>[0]>['workerFactory'] & {}>
  >;
}
