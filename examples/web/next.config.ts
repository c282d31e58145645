import type { NextConfig } from 'next'
import { join } from 'node:path'

const config: NextConfig = {
  poweredByHeader: false,
  devIndicators: false,
  // Its packages are the repository’s, and its types are checked with the repository’s.
  turbopack: { root: join(import.meta.dirname, '../..') },
  typescript: { ignoreBuildErrors: true },
}

export default config
