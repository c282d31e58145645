import type { NextConfig } from 'next'

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
  ],
  experimental: { serverActions: { bodySizeLimit: '6mb' } },
  headers: async () => [
    {
      source: '/_next/static/:path*',
      headers: [
        { key: 'X-Content-Type-Options', value: 'nosniff' },
        { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
      ],
    },
  ],
}

export default config
