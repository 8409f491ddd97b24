-- What a receipt says of each line beside the goods: tax class and rate (0 with a class: 免税), 认定证书, 联农带农.
ALTER TABLE products ADD COLUMN tax_class TEXT NOT NULL DEFAULT '';
ALTER TABLE products ADD COLUMN tax_rate_permyriad INTEGER NOT NULL DEFAULT 0;
ALTER TABLE products ADD COLUMN certificate TEXT NOT NULL DEFAULT '';
ALTER TABLE products ADD COLUMN benefit TEXT NOT NULL DEFAULT '';
