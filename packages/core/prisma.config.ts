import { defineConfig } from 'prisma/config';

// Nothing here needs Prisma's native schema engine, yet `prisma generate` would download it unless it is told of an executable.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

// Models lie beside their rules: Prisma collects every *.prisma below src.
export default defineConfig({ schema: 'src', migrations: { path: 'migrations' } });
