select object from file_gone limit :rows_max
