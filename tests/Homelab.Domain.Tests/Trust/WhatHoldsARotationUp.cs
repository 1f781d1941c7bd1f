using Homelab.Domain.Trust;

namespace Homelab.Domain.Tests.Trust;

public class WhatHoldsARotationUp
{
    private const string Old = "AA", New = "BB";
    private static readonly DateTimeOffset s_signed = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset s_known = s_signed.AddDays(1);
    private static readonly Enrolment s_pi1 = new("pi1", MachineMarks.Unknown, ["01"], s_signed, s_signed + CertificateLife.OfNode);

    [Fact]
    public void A_node_has_moved_when_it_has_shown_its_certificate_of_the_new_authority_and_not_when_that_was_signed()
    {
        Assert.Equal(AuthorityStanding.Former, Of(s_pi1.KnownToBeOf("01", Old)));
        var renewed = s_pi1.KnownToBeOf("01", Old).Renewed("01", "02", new(s_pi1.EnrolledAt, s_pi1.Until)).KnownToBeOf("02", New);
        Assert.Equal(AuthorityStanding.Former, Of(renewed));
        Assert.Equal(AuthorityStanding.Newest, Of(renewed.Used("02")));
    }

    [Fact]
    public void Of_which_authority_a_certificate_is_is_never_guessed()
    {
        Assert.Equal(AuthorityStanding.Unknown, Of(s_pi1));
        Assert.Equal(AuthorityStanding.Unknown, Of(s_pi1.Renewed("01", "02", new(s_pi1.EnrolledAt, s_pi1.Until)).KnownToBeOf("02", New)));
        Assert.Same(s_pi1, s_pi1.KnownToBeOf("99", New));
        Assert.Equal(["02"], s_pi1.KnownToBeOf("01", Old).Renewed("01", "02", new(s_pi1.EnrolledAt, s_pi1.Until)).Used("02").KnownToBeOf("02", New).SignedBy.Keys);
    }

    [Fact]
    public void What_is_revoked_over_or_was_never_enrolled_holds_nothing_up()
    {
        Assert.Equal(AuthorityStanding.None, Of(null));
        Assert.Equal(AuthorityStanding.None, Of(s_pi1 with { RevokedAt = s_signed }));
        Assert.Equal(AuthorityStanding.None, AuthorityRotation.Standing(s_pi1, New, s_pi1.Until));
    }

    [Fact]
    public void The_sentence_names_whom_it_waits_for_and_the_whole_line_that_does_not_wait()
    {
        var left = AuthorityRotation.Progress([s_pi1, s_pi1.KnownToBeOf("01", Old) with { Node = "nas" }, s_pi1.KnownToBeOf("01", New) with { Node = "hub" }], New, s_known).WaitsFor;
        Assert.Equal(["pi1", "nas"], left);

        var sentence = AuthorityRotation.Refusal(left, ["pi1"]);
        Assert.Contains("nobody would hear nas:", sentence, StringComparison.Ordinal);
        Assert.EndsWith("homelab ca rotate --finish --abandon pi1,nas.", sentence, StringComparison.Ordinal);
        Assert.Null(AuthorityRotation.Refusal(left, ["nas", "pi1"]));
        Assert.Null(AuthorityRotation.Refusal([], []));
    }

    [Fact]
    public void One_line_says_how_far_it_is_and_for_whom_it_waits_without_those_that_do_not_count()
    {
        var moved = s_pi1.KnownToBeOf("01", New);
        var progress = AuthorityRotation.Progress([moved, s_pi1 with { Node = "nas" }, moved with { Node = "hub" }, s_pi1 with { Node = "old", RevokedAt = s_signed }], New, s_known);
        Assert.Equal((3, 2), (progress.Enrolled, progress.Moved));
        Assert.Equal("2 of 3 nodes moved; waiting for nas. An agent that is connected moves within the hour; then end it: homelab ca rotate --finish", progress.Sentence);
        Assert.Equal("1 of 1 node moved. End it: homelab ca rotate --finish", AuthorityRotation.Progress([moved], New, s_known).Sentence);
        Assert.Equal("no node is enrolled. End it: homelab ca rotate --finish", AuthorityRotation.Progress([], New, s_known).Sentence);

        var many = AuthorityRotation.Progress(Enumerable.Range(1, 9).Select(number => s_pi1 with { Node = $"n{number}" }), New, s_known);
        Assert.StartsWith("0 of 9 nodes moved; waiting for n1, n2, n3, n4, n5, n6 and 3 more (homelab ca). ", many.Sentence, StringComparison.Ordinal);
    }

    private static AuthorityStanding Of(Enrolment? enrolment) => AuthorityRotation.Standing(enrolment, New, s_known);
}
