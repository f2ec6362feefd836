-- all of a person's devices: people have roles, devices only carry them
update device set role = :role where forum = :forum and member = :member
