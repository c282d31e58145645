import type { NextConfig } from 'next'
import { fixedHeaders, nothingLoads, onlyByHttps } from './lib/http/fixed-headers'

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  serverExternalPackages: [
    '@node-rs/argon2',
    'pg',
    'pg-boss',
    'sharp',
    '@prisma/client',
    '@prisma/adapter-pg',
    'oidc-provider',
  ],
  // Above the limits of lib/http/body-limits.ts, so that the server answers first.
  experimental: { serverActions: { bodySizeLimit: '3mb' } },
  headers: async () => [
    { source: '/_next/static/:path*', headers: listed({ ...fixedHeaders, ...nothingLoads }) },
    {
      source: '/_next/static/:path*',
      has: [{ type: 'header', key: 'x-forwarded-proto', value: 'https' }],
      headers: listed(onlyByHttps),
    },
  ],
}

export default config

function listed(headers: Record<string, string>): { key: string; value: string }[] {
  return Object.entries(headers).map(([key, value]) => ({ key, value }))
}
