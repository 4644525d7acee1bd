import type { SyntaxNode, SyntaxTree } from '../syntax/tree.ts';
import type { Effort } from './effort.ts';
import type { Memory } from './memory.ts';
import type { GoType, Member, Signature } from './types.ts';

/** `import name "path"`; `name` is what the file calls the package ('.' and '_' included). */
export interface ImportSpec {
  readonly path: string;
  /** Local name; for an import without one the package's own name, known or guessed from the path (`v1`, `gopkg.in` and `go-` rules). */
  readonly name: string;
  readonly node: SyntaxNode;
}

/** A declared function or method, or a function literal. */
export interface GoFunction {
  /** function_declaration, method_declaration or func_literal */
  readonly node: SyntaxNode;
  readonly file: FileModel;
  /** As in a Go stack trace without the package: `Fetch`, `(*Client).Fetch`, `Fetch.func1`. */
  readonly name: string;
  /** Undefined for a bodiless declaration. */
  readonly body: SyntaxNode | undefined;
  /** The function that encloses a literal. */
  readonly outer: GoFunction | undefined;
  /** Parameters in order, receiver and named results apart; `_` and unnamed ones have no object. */
  readonly receiver: VarObject | undefined;
  readonly parameters: readonly (VarObject | undefined)[];
  readonly results: readonly (VarObject | undefined)[];
  /** Whether the subtree, literals included, holds a syntax error that is not a known piece of newer Go. */
  readonly hasError: boolean;
}

export interface FileModel {
  /** As given to the program, `/`-separated. */
  readonly path: string;
  readonly text: string;
  readonly tree: SyntaxTree;
  readonly packageName: string;
  readonly imports: readonly ImportSpec[];
  /** Every function and literal of the file, outer before inner. */
  readonly functions: readonly GoFunction[];
  readonly isTest: boolean;
  readonly isGenerated: boolean;
  /** `go` line of the nearest go.mod as [major, minor]; undefined without one. */
  readonly goVersion: readonly [number, number] | undefined;
}

export interface VarObject {
  readonly kind: 'var';
  readonly name: string;
  /** The declaring identifier (or field identifier). */
  readonly node: SyntaxNode;
  readonly role: 'package' | 'receiver' | 'parameter' | 'result' | 'local' | 'field';
  readonly file: FileModel;
  /** The function that declares it; undefined at package level and for fields. */
  readonly function: GoFunction | undefined;
}
export interface FuncObject {
  readonly kind: 'func';
  readonly name: string;
  readonly function: GoFunction;
  readonly packagePath: string;
}
export interface TypeObject {
  readonly kind: 'type';
  readonly name: string;
  readonly node: SyntaxNode;
  readonly file: FileModel | undefined;
  readonly packagePath: string;
}
export interface ConstObject {
  readonly kind: 'const';
  readonly name: string;
  readonly node: SyntaxNode;
  readonly file: FileModel;
}
export interface PackageObject {
  readonly kind: 'package';
  readonly name: string;
  readonly path: string;
}
/** Predeclared: true, false, nil, iota, error, len, append, ... */
export interface BuiltinObject {
  readonly kind: 'builtin';
  readonly name: string;
}
export type GoObject = VarObject | FuncObject | TypeObject | ConstObject | PackageObject | BuiltinObject;

/** What a call expression calls. */
export interface Callee {
  /**
   * Canonical name: `net/http.Get` for a function, `net/http.Client.Do` for a method of a named type or interface
   * (no pointer mark; promoted methods name the type that declares them), `append` for a builtin, `convert` for a
   * conversion, '' when the callee is a value of function type (a variable, field, parameter, literal).
   */
  readonly id: string;
  readonly kind: 'function' | 'method' | 'interface-method' | 'builtin' | 'conversion' | 'value';
  /** The receiver expression of a method call: `x` in `x.M()` and in `(*T).M(x)`. */
  readonly receiver: SyntaxNode | undefined;
  /** Canonical name of the named function type of a value: `net/http.HandlerFunc` for a handler that is called. */
  readonly functionType?: string | undefined;
  /** Index of the parameter that the first argument is for: -1, the receiver, in a call of a method expression `T.M(x)`. */
  readonly firstParameter: number;
  /** Declaration, when its body is in the program; for a value: the one literal or function it provably holds. */
  readonly function: GoFunction | undefined;
  /** After inference of type parameters where arguments decide it. */
  readonly signature: Signature | undefined;
}

/**
 * A folded constant. Strings may be partly unknown: `parts` alternates known text and `undefined` for what is not
 * known. Numbers and durations (nanoseconds) are exact.
 */
export type Constant =
  | { readonly kind: 'string'; readonly parts: readonly (string | undefined)[] }
  | { readonly kind: 'int'; readonly value: bigint }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean };

/** The files of one package (one package name, one folder) that one build holds together, and what can be asked of them. */
export interface PackageModel {
  /** Import path when a go.mod says it; else the folder. */
  readonly path: string;
  readonly name: string;
  readonly files: readonly FileModel[];
  readonly program: ProgramModel;
  /** Of a package with its in-package tests: the same without them, which sees none of them. */
  readonly base?: PackageModel | undefined;

  /** The object an identifier (or field_identifier, type_identifier, package_identifier) declares or uses; undefined if unknown. */
  objectOf(identifier: SyntaxNode): GoObject | undefined;
  /** Type of an expression or of a type node; for a call with several results a tuple. Undefined if unknown. */
  typeOf(node: SyntaxNode): GoType | undefined;
  typeOfObject(object: GoObject): GoType | undefined;
  /** The type behind a name: `struct`, `map`, ...; of a type parameter its constraint's only type. Undefined if unknown. */
  underlying(type: GoType | undefined): GoType | undefined;
  /** Parameters and results of a function of the program, as they are declared. */
  signatureOf(fn: GoFunction): Signature;
  calleeOf(call: SyntaxNode): Callee | undefined;
  /** Folded value of an expression: literals, const, untyped arithmetic, concatenation, constant-format Sprintf, variables assigned once. */
  constantOf(expression: SyntaxNode): Constant | undefined;
  /** Identifiers in this package that denote the object, its declaration included, in source order. */
  referencesTo(object: GoObject): readonly SyntaxNode[];
  /** What a name would denote if it were written at a node: scopes outward, package level, imports, predeclared. */
  lookup(name: string, at: SyntaxNode): GoObject | undefined;
  /** The innermost function that contains a node; undefined at package level. */
  functionOf(node: SyntaxNode): GoFunction | undefined;
  /** The function or literal that a node of this package is. */
  functionAt(node: SyntaxNode): GoFunction | undefined;
  fileOf(node: SyntaxNode): FileModel;
  /** The package that answers for a node: this one, the one without its tests, or that of the node's file. */
  homeOf(node: SyntaxNode): PackageModel;
  /** A field or method by name, found through pointers and embedding. */
  memberOf(type: GoType | undefined, name: string): Member | undefined;
  /** Methods declared in this package on its type of a name. */
  methodsOf(typeName: string): ReadonlyMap<string, FuncObject>;
  /** Methods of a name declared in this package, whatever type has them. */
  methodsNamed(name: string): readonly GoFunction[];
  /** Calls in this package whose callee is this declared function. */
  callsTo(fn: GoFunction): readonly SyntaxNode[];
}

/** Facts about a whole module that a file states, merged over all files; plain data, cacheable. */
export interface ProgramModel {
  /** Answers about functions that outlive a version of the program. */
  readonly memory: Memory;
  /** Counts what the program and its packages are asked. */
  readonly effort: Effort;
  /** Whether the package in a folder imports, itself or by others, the one in another folder (or is it). */
  reaches(from: string, to: string): boolean;
  /** Text of a file; undefined when it is not in the program or cannot be read. */
  textOf(path: string): string | undefined;
  /** Parsed on first use; undefined when there is no text. Throws `ParseFailure` when the parser gives up. */
  fileModel(path: string): FileModel | undefined;
  /** The package of a file path. */
  packageOf(path: string): PackageModel | undefined;
  /** A package by import path, when its source is in the program. */
  packageByImport(importPath: string, from: FileModel): PackageModel | undefined;
  /** Every package of the module that holds the file, parsed on demand; `tokens` restricts it to packages with a file that contains one of them; `withTests` also those of tests, as for a test file. */
  modulePackages(file: FileModel, tokens: readonly string[], withTests?: boolean): readonly PackageModel[];
  /** Paths of the Go files of the module that holds the file (without a go.mod: of its folder); vendored code, `third_party` and `testdata` below the module's folder apart. */
  moduleFiles(file: FileModel): readonly string[];
  /** Folder of the nearest go.mod; without one the folder of the file. */
  moduleFolder(file: FileModel): string;
  /** The version that the go.mod of a file requires of another module, such as `v28.0.1+incompatible`; undefined where it says none. */
  requiredVersion(file: FileModel, modulePath: string): string | undefined;
  /** False while an editor has not indexed the module yet: rules about the module stay silent. */
  readonly moduleIsComplete: boolean;
}
