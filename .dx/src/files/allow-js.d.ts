export declare class AllowJs {
    #private;
    has(file: string): boolean;
}
