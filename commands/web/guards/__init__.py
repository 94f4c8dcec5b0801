"""What keeps a workbench safe.

connections  how long and how large the head of a request may be
edge         every request: to which host, from which page, how large; and what every answer forbids a browser
health       whether it is well, for whoever watches over it
refused      a refusal at the edge, in words
sessions     who has given the token, and the mark by which a form is known to be ours
signing      the pages on which somebody signs in, and leaves
turns        how many questions are worked out at one time
"""
