insert or ignore into file_gone (object) values (:object)
