"""What Parity keeps: SQLAlchemy tables, one file of statements per noun. The only room that speaks SQL."""
