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
        var renewed = s_enrolment.Renewed("A1", "B2", s_signed.AddDays(50));
        Assert.Equal(["A1", "B2"], renewed.Certificates);
        Assert.Equal(["A1", "B2"], renewed.Used("A1").Certificates);
        Assert.Equal(["B2"], renewed.Used("B2").Certificates);
        Assert.Equal(["A1", "C3"], renewed.Renewed("A1", "C3", s_signed).Certificates);
    }

    private static TrustRefusal? Judge(StreamClaim claim, DateTimeOffset? known = null) => StreamAdmission.Judge(claim, s_enrolment, known ?? s_signed.AddDays(1));
}
