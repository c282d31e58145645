export * from '@/lib/server/route-methods'
