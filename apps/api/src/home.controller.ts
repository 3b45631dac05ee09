import { Controller, Get, Redirect } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';

/** Where the printed URL leads. */
@ApiExcludeController()
@Controller()
export class HomeController {
  @Get()
  @Redirect('/docs')
  home(): void {}
}
