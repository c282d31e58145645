import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  // bin/build.mjs derives it from the sources.
  generateBuildId: () => process.env['FOYER_BUILD_ID'] ?? null,
  // Otherwise a lockfile in a folder above changes the ids of actions, which contain their paths.
  turbopack: { root: import.meta.dirname },
  // Titles and icons are in the head for every browser, also without JavaScript.
  htmlLimitedBots: /.*/,
  reactStrictMode: true,
  devIndicators: false,
  // `npm run verify` checks them; a build would do it again, and the first start on a machine would wait for it.
  typescript: { ignoreBuildErrors: true },
  // Bundled, a package is in the process several times, and no class of one copy is a class of another.
  serverExternalPackages: [
    '@node-rs/argon2',
    'pg',
    'pg-boss',
    'pino',
    'prom-client',
    '@prisma/client',
    '@prisma/adapter-pg',
    'oidc-provider',
    'rate-limiter-flexible',
    // Bundled, it is loaded before the polyfill that it requires.
    '@peculiar/x509',
    'selfsigned',
  ],
  // Above the limits of lib/http/body-limits.ts, so that the server answers first.
  experimental: {
    serverActions: { bodySizeLimit: '3mb' },
    // Pages that were fetched when a pointer rested on their link: other people change what is in them.
    staleTimes: { static: 30 },
  },
  // No page needs the optimizer, and it would resize images for anyone.
  images: { unoptimized: true },
}

export default config
