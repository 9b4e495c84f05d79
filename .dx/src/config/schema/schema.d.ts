/** As much of JSON Schema (2020-12) as the configuration's needs. What is published and what validates is one value. */
export interface Schema {
    readonly title?: string;
    readonly description?: string;
    readonly default?: unknown;
    readonly examples?: readonly unknown[];
    readonly type?: 'object' | 'array' | 'string' | 'number' | 'integer' | 'boolean' | 'null';
    readonly enum?: readonly string[];
    readonly $ref?: `#/$defs/${string}`;
    /** Of different types, so that the value's own tells which is meant. */
    readonly anyOf?: readonly Schema[];
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly required?: readonly string[];
    readonly additionalProperties?: false | Schema;
    readonly propertyNames?: Schema;
    readonly items?: false | Schema;
    readonly prefixItems?: readonly Schema[];
    readonly minItems?: number;
    readonly minimum?: number;
    readonly maximum?: number;
    readonly exclusiveMinimum?: number;
    readonly pattern?: string;
    /** What a text of the pattern is, in words; editors show it. */
    readonly patternErrorMessage?: string;
}
export interface RootSchema extends Schema {
    readonly $schema: string;
    readonly $id: string;
    readonly $defs: Readonly<Record<string, Schema>>;
}
