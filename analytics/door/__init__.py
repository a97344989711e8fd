"""Who is let in, what each may do, and what every request passes before Streamlit sees it."""
