export type Shape = 'agent' | 'signal' | 'broadcast' | 'fallback' | 'scheduled' | 'reply-to-parent' | 'reply-to-requester' | 'relay' | 'ping' | 'delayed' | 'dynamic-self' | 'self' | 'test' | 'other' | 'never-stopped' | 'partial' | 'wrong-key' | 'lifecycle' | 'hand-made' | 'abandoned-waiter' | 'infinite' | 'untimed';
export declare function isShape(shape: string | undefined): shape is Shape;
/** `2 broadcast sends`; for several shapes `3 sends (2 broadcast, 1 scheduled)`, so that a row begins with its total. */
export declare function countOfSends(shapes: ReadonlyMap<Shape, number>): string;
/** `2 broadcast, 1 scheduled`, most frequent first. */
export declare function split(shapes: ReadonlyMap<Shape, number>): string;
export declare function counted(count: number, one: string, many?: string): string;
