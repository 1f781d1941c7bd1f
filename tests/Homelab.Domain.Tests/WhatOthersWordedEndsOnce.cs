namespace Homelab.Domain.Tests;

public sealed class WhatOthersWordedEndsOnce
{
    [Theory]
    [InlineData("nobody answers", "nobody answers.")]
    [InlineData("the host refuses connections.", "the host refuses connections.")]
    [InlineData("is it wired?", "is it wired?")]
    public void With_a_full_stop_unless_it_ends_by_itself(string said, string shown) => Assert.Equal(shown, FullStop.After(said));
}
