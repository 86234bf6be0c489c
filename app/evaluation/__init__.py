"""What is printed (truths) against what was read (records): the parts of `saraban evaluate`."""
