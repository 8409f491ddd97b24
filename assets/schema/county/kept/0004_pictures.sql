-- Pictures of products: whole PNG or JPEG files. One may stand here before its product does.
CREATE TABLE pictures (
  product TEXT PRIMARY KEY,
  file    BLOB NOT NULL
) WITHOUT ROWID;
