import { join } from 'node:path';
import ts from 'typescript';
import { entryPoints, type EntryPoint } from './entry-points.ts';
import { readOption, type Option } from './option.ts';
import { REPOSITORY } from './repository.ts';

/** A module that takes options. */
export interface ConfigurableModule {
  /** `@couplekit/seo-guard SeoGuardModule`. */
  readonly name: string;
  /** What its `forRoot` takes. */
  readonly options: readonly Option[];
}

/** The types that the packages export, read from their sources by one program. */
export class PublicTypes {
  readonly #checker: ts.TypeChecker;
  readonly #exports = new Map<string, ReadonlyMap<string, ts.Symbol>>();

  constructor(points: readonly EntryPoint[] = entryPoints()) {
    const files = points.map(({ file }) => file);
    const program = ts.createProgram(files, compilerOptions());
    this.#checker = program.getTypeChecker();
    for (const { specifier, file } of points) this.#exports.set(specifier, this.#exportsOf(program, file));
  }

  /**
   * The options of an interface, its own ones and those of the interfaces it extends, in the order of the source.
   * @throws {Error} when no entry point of that name exports it
   */
  optionsOf(specifier: string, name: string): readonly Option[] {
    const symbol = this.#exports.get(specifier)?.get(name);
    if (symbol === undefined) throw new Error(`${specifier} exports no ${name}.`);
    return this.#read(this.#checker.getDeclaredTypeOfSymbol(symbol));
  }

  /** Every exported module with a `forRoot`. */
  configurableModules(): readonly ConfigurableModule[] {
    return [...this.#exports].flatMap(([specifier, symbols]) =>
      [...symbols].flatMap(([name, symbol]) => {
        const options = this.#forRootOptions(symbol);
        return options === undefined ? [] : [{ name: `${specifier} ${name}`, options: this.#read(options) }];
      }),
    );
  }

  #exportsOf(program: ts.Program, file: string): ReadonlyMap<string, ts.Symbol> {
    const source = program.getSourceFile(file);
    const module = source && this.#checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${file} is no module.`);
    const exported = this.#checker.getExportsOfModule(module).map((symbol) => this.#resolved(symbol));
    return new Map(exported.map((symbol) => [symbol.name, symbol]));
  }

  #resolved(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #forRootOptions(symbol: ts.Symbol): ts.Type | undefined {
    if (!(symbol.flags & ts.SymbolFlags.Class)) return undefined;
    const forRoot = this.#checker.getTypeOfSymbol(symbol).getProperty('forRoot');
    const parameter = forRoot && this.#checker.getTypeOfSymbol(forRoot).getCallSignatures()[0]?.parameters[0];
    return parameter && this.#checker.getTypeOfSymbol(parameter);
  }

  #read(type: ts.Type): readonly Option[] {
    const properties = this.#checker.getPropertiesOfType(type);
    return properties.map((property) => readOption(property, this.#checker));
  }
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(REPOSITORY, 'tsconfig.base.json');
  const { compilerOptions: base } = ts.readConfigFile(path, ts.sys.readFile).config as {
    readonly compilerOptions: object;
  };
  return ts.convertCompilerOptionsFromJson(base, import.meta.dirname).options;
}
