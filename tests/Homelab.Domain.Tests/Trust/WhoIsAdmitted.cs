using Homelab.Domain.Trust;

namespace Homelab.Domain.Tests.Trust;

public class WhoIsAdmitted
{
    private static readonly DateTimeOffset s_signed = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly MachineMarks s_pi = new("10000000aaaaaaaa", "0123");
    private static readonly CertificateLife s_life = new(s_signed, s_signed.AddDays(30));
    private static readonly Enrolment s_enrolment = new("pi1", s_pi, ["A1"], s_signed, s_signed.AddDays(30));
    private static readonly StreamClaim s_claim = new("pi1", s_pi, new ProvenNode("pi1", "A1", s_life), PlainIsTaken: false);

    [Fact]
    public void The_node_with_its_certificate_on_its_machine() => Assert.Null(Judge(s_claim));

    [Fact]
    public void Nobody_under_another_name() => Assert.Equal("AnotherName", Judge(s_claim with { Node = "nas" })?.Code);

    [Fact]
    public void Nobody_whose_enrolment_is_not_known() => Assert.Equal("NotEnrolled", StreamAdmission.Judge(s_claim, null, s_signed)?.Code);

    [Fact]
    public void Nobody_who_was_revoked_whatever_else_is_true() =>
        Assert.Equal("Revoked", StreamAdmission.Judge(s_claim, s_enrolment with { RevokedAt = s_signed }, s_signed.AddDays(60))?.Code);

    [Fact]
    public void Nobody_with_a_certificate_of_before() => Assert.Equal("Superseded", StreamAdmission.Judge(s_claim, s_enrolment with { Certificates = ["B2"] }, s_signed)?.Code);

    [Fact]
    public void Nobody_whose_certificate_is_over()
    {
        Assert.Null(Judge(s_claim, s_signed.AddDays(30).AddSeconds(-1)));
        Assert.Equal("CertificateOver", Judge(s_claim, s_signed.AddDays(30))?.Code);
    }

    [Theory]
    [InlineData("10000000aaaaaaaa", "0123", null)]
    [InlineData("20000000bbbbbbbb", "0123", "AnotherMachine")]
    [InlineData("", "0123", "AnotherMachine")]
    [InlineData("10000000aaaaaaaa", "4567", "AnotherMachine")]
    [InlineData("10000000aaaaaaaa", "", "AnotherMachine")]
    public void No_other_machine(string serial, string installation, string? code) => Assert.Equal(code, Judge(s_claim with { Machine = new(serial, installation) })?.Code);

    [Fact]
    public void A_mark_that_was_not_there_at_the_enrolment_binds_to_nothing() =>
        Assert.Null(StreamAdmission.Judge(s_claim, s_enrolment with { Machine = new("", "0123") }, s_signed));

    [Fact]
    public void Without_a_certificate_only_where_that_is_wanted_and_the_node_was_never_enrolled()
    {
        var plain = s_claim with { Proof = null };
        Assert.Null(StreamAdmission.Judge(plain with { PlainIsTaken = true }, null, s_signed));
        Assert.Equal("CertificateNeeded", StreamAdmission.Judge(plain, null, s_signed)?.Code);
        Assert.Equal("CertificateNeeded", StreamAdmission.Judge(plain with { PlainIsTaken = true }, s_enrolment, s_signed)?.Code);
        Assert.Equal("CertificateNeeded", StreamAdmission.Judge(plain with { PlainIsTaken = true }, s_enrolment with { RevokedAt = s_signed }, s_signed)?.Code);
    }

    [Fact]
    public void A_successor_counts_beside_its_predecessor_until_it_was_used()
    {
        var renewed = s_enrolment.Renewed("A1", "B2", LifeFrom(20));
        Assert.Equal(["A1", "B2"], renewed.Certificates);
        Assert.Equal(["A1", "B2"], renewed.Used("A1").Certificates);
        Assert.Equal(["B2"], renewed.Used("B2").Certificates);
        Assert.Equal(["A1", "C3"], renewed.Renewed("A1", "C3", LifeFrom(0)).Certificates);
    }

    [Fact]
    public void The_node_by_a_certificate_that_was_signed_after_all_that_a_book_from_a_backup_knows()
    {
        var later = Of("B2", LifeFrom(20));
        Assert.Null(Judge(later));
        Assert.Equal("AnotherMachine", Judge(later with { Machine = new("20000000bbbbbbbb", "0123") })?.Code);
        Assert.Equal("CertificateOver", Judge(later, s_signed.AddDays(50))?.Code);
        Assert.Equal("Revoked", StreamAdmission.Judge(later, s_enrolment with { RevokedAt = s_signed }, s_signed)?.Code);

        var learned = s_enrolment.Learned(later.Proof!);
        Assert.Equal(["B2"], learned.Certificates);
        Assert.Equal(LifeFrom(20).Until, learned.Until);
        Assert.Equal("Superseded", StreamAdmission.Judge(s_claim, learned, s_signed)?.Code);
        Assert.Null(StreamAdmission.Judge(Of("C3", LifeFrom(40)), learned, s_signed));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Nobody_by_one_that_is_not_later(int days)
    {
        var other = Of("B2", LifeFrom(days));
        Assert.Equal("Superseded", Judge(other)?.Code);
        Assert.Same(s_enrolment, s_enrolment.Learned(other.Proof!));
    }

    [Fact]
    public void Nobody_by_one_of_before_though_the_clock_was_ahead_when_it_was_signed()
    {
        // Signed by a clock that was years ahead, superseded, and then the clock was set right.
        var ahead = s_enrolment.Renewed("A1", "B2", LifeFrom(1000)).Used("B2");
        var right = ahead.Renewed("B2", "C3", LifeFrom(1)).Used("C3");

        Assert.Equal("Superseded", StreamAdmission.Judge(Of("B2", LifeFrom(1000)), right, s_signed)?.Code);
    }

    [Fact]
    public void A_revocation_is_not_unlearned()
    {
        var revoked = s_enrolment with { RevokedAt = s_signed };
        Assert.Same(revoked, revoked.Learned(Of("B2", LifeFrom(20)).Proof!));
    }

    private static CertificateLife LifeFrom(int days) => new(s_signed.AddDays(days), s_signed.AddDays(days + 30));

    private static StreamClaim Of(string certificate, CertificateLife life) => s_claim with { Proof = new ProvenNode("pi1", certificate, life) };

    private static TrustRefusal? Judge(StreamClaim claim, DateTimeOffset? known = null) => StreamAdmission.Judge(claim, s_enrolment, known ?? s_signed.AddDays(1));
}
