import { applyDecorators } from '@nestjs/common';
import { ApiExtension, ApiResponse } from '@nestjs/swagger';
import { markOf, type DeclarableProblem } from './problem-mark.js';

/**
 * Declares the problems of a route, or of every route of a controller and of the controllers that extend it. Declarations
 * add up; what a status alone says is declared by its number. `describeProblems` turns them into responses.
 *
 * @example
 * \@ApiProblems(seatTaken, showOver, 404)
 */
export function ApiProblems(...kinds: readonly DeclarableProblem[]): MethodDecorator & ClassDecorator {
  const marks = kinds.map(markOf);
  const onMethod = applyDecorators(...marks.map(([key, mark]) => ApiExtension(key, mark)));
  const onClass = applyDecorators(...marks.map((mark) => responseMark(mark)));
  return (target: object, key?: string | symbol, descriptor?: PropertyDescriptor) => {
    if (key !== undefined && descriptor) onMethod(target, key, descriptor);
    else onClass(target as (...args: never[]) => unknown);
  };
}

/**
 * An extension of the responses: of a class, @nestjs/swagger hands responses on to inherited routes, extensions only to
 * routes that the class itself has. On a method it would hide the response that Nest documents by itself.
 */
function responseMark([key, mark]: ReturnType<typeof markOf>): ClassDecorator & MethodDecorator {
  const response = { status: key, description: '', ...mark };
  return ApiResponse(response as unknown as Parameters<typeof ApiResponse>[0]);
}
