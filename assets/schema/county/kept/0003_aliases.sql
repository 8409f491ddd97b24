-- Other names a product is asked for by: 马铃薯, 土豆 for 洋芋. A list like gtins.
ALTER TABLE products ADD COLUMN aliases TEXT NOT NULL DEFAULT '';
