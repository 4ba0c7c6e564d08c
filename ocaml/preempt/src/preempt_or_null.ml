type 'a or_null = Null | This of 'a
