update device set label = '', app = '' where forum = :forum and member = :member
