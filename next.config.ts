import type { NextConfig } from 'next'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  serverExternalPackages: [
    '@node-rs/argon2',
    'pg',
    'pg-boss',
    '@prisma/client',
    '@prisma/adapter-pg',
    'oidc-provider',
  ],
  // Above the limits of lib/http/body-limits.ts, so that the server answers first.
  experimental: { serverActions: { bodySizeLimit: '3mb' } },
  // No page shows pictures through it, and it would make them for anybody.
  images: { unoptimized: true },
}

export default config
