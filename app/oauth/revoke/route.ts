export * from '@/lib/http/program-methods'
