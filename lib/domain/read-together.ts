export { readTogether } from '@/lib/db/read-together'
