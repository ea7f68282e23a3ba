"""How accessible the public pages are: what is known of it, told as the law asks (DOS-lagen), and what readers report."""
