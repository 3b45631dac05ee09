/** What a web framework routes, as far as problems need to know. */
export interface RouteTable {
  /**
   * The methods that have a route for a request target, whatever version they are of; undefined when that cannot be told
   * without serving the request, because a route for the path depends on the host or on a constraint of its own.
   */
  methodsOf(target: string): ReadonlySet<string> | undefined;
}
