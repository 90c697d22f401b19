import { defineConfig } from 'prisma/config';

// Nothing here needs Prisma's native schema engine, yet `prisma generate` would download it unless it is told of an executable.
process.env['PRISMA_SCHEMA_ENGINE_BINARY'] ??= process.execPath;

export default defineConfig({ schema: 'src/rivals/pothos/schema.prisma' });
