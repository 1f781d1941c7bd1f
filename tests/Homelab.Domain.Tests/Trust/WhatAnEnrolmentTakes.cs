using System.Security.Cryptography;
using Homelab.Domain.Trust;

namespace Homelab.Domain.Tests.Trust;

public class WhatAnEnrolmentTakes
{
    private static readonly byte[] s_ca = [1, 2, 3];
    private static readonly EnrolmentToken s_token = new(SHA256.HashData(s_ca), [.. Enumerable.Range(0, EnrolmentToken.SecretBytes).Select(i => (byte)i)]);

    [Fact]
    public void A_token_is_one_word_and_reads_back()
    {
        var word = s_token.Word();
        Assert.Matches("^[A-Za-z0-9_-]{64}$", word);
        var read = EnrolmentToken.Read(word)!;
        Assert.Equal(s_token.Authority, read.Authority);
        Assert.Equal(s_token.Secret, read.Secret);
        Assert.True(read.IsOf(s_ca));
        Assert.False(read.IsOf([1, 2, 4]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("================================================================")]
    [InlineData("                                                                ")]
    public void Anything_else_is_none(string word) => Assert.Null(EnrolmentToken.Read(word));

    [Fact]
    public void A_word_that_was_cut_or_lengthened_is_none()
    {
        Assert.Null(EnrolmentToken.Read(s_token.Word()[..^1]));
        Assert.Null(EnrolmentToken.Read(s_token.Word() + "A"));
    }

    [Fact]
    public void An_invitation_admits_its_hash_before_its_end()
    {
        var hash = EnrolmentToken.Hash("pi1", s_token.Authority, s_token.Secret);
        var invitation = new Invitation("pi1", hash, Moment.FromSeconds(100));
        Assert.True(invitation.Admits(hash, Moment.FromSeconds(99.9)));
        Assert.False(invitation.Admits(hash, Moment.FromSeconds(100)));
        Assert.False(invitation.Admits(EnrolmentToken.Hash("nas", s_token.Authority, s_token.Secret), Moment.Zero));
        Assert.False(invitation.Admits(EnrolmentToken.Hash("pi1", new byte[32], s_token.Secret), Moment.Zero));
        Assert.False(invitation.Admits([], Moment.Zero));
    }

    [Fact]
    public void A_role_is_read_back_as_its_node_alone()
    {
        Assert.Equal("pi1", RoleNames.NodeOf(RoleNames.Of("pi1")));
        Assert.Null(RoleNames.NodeOf(RoleNames.Coordinator));
        Assert.Null(RoleNames.NodeOf(RoleNames.Of("")));
    }
}
