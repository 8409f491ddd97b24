-- 限购: what one buyer may take of it in one sale, pieces or grams of weighed goods; 0: no limit.
ALTER TABLE products ADD COLUMN limit_per_sale INTEGER NOT NULL DEFAULT 0;
-- 快捷键: its place on the page of quick keys, from 1 on; 0: the county gives it none.
ALTER TABLE products ADD COLUMN quick_key INTEGER NOT NULL DEFAULT 0;
