select id, people from forum
