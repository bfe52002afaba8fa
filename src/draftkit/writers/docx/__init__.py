"""The Word writer: docxtpl fills the shell (header, signature, recipients), our writer splices the body, the result is
checked and zipped."""
