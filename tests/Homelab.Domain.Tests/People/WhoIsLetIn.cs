using Homelab.Domain.People;

namespace Homelab.Domain.Tests.People;

public sealed class WhoIsLetIn
{
    private static readonly CallerPlace s_loopback = new(IsLoopback: true, IsPrivate: true, ShowsSecret: false);
    private static readonly CallerPlace s_network = new(IsLoopback: false, IsPrivate: true, ShowsSecret: false);

    [Theory]
    [InlineData(Access.Anyone)]
    [InlineData(Access.Viewer)]
    [InlineData(Access.Operator)]
    [InlineData(Access.Admin)]
    public void Before_there_is_an_admin_this_machine_commands_and_no_other_is_answered(Access access)
    {
        Assert.Null(Judge(access, AccountsStanding.Open, null, s_loopback));
        Assert.NotNull(Judge(access, AccountsStanding.Open, null, s_network));
    }

    [Fact]
    public void Insecure_lets_strangers_read_and_not_command_while_there_is_no_admin()
    {
        Assert.Null(CallerAdmission.Judge(Access.Viewer, AccountsStanding.Open, null, s_network, isInsecure: true));
        Assert.NotNull(CallerAdmission.Judge(Access.Operator, AccountsStanding.Open, null, s_network, isInsecure: true));
        Assert.NotNull(CallerAdmission.Judge(Access.Viewer, AccountsStanding.Asked, null, s_network, isInsecure: true));
    }

    [Theory]
    [InlineData(Access.Viewer, UserRole.Viewer, true)]
    [InlineData(Access.Operator, UserRole.Viewer, false)]
    [InlineData(Access.Operator, UserRole.Operator, true)]
    [InlineData(Access.Admin, UserRole.Operator, false)]
    [InlineData(Access.Admin, UserRole.Admin, true)]
    [InlineData(Access.Viewer, UserRole.Admin, true)]
    public void With_an_admin_each_may_what_the_role_may(Access access, UserRole role, bool may)
    {
        var refusal = Judge(access, AccountsStanding.Asked, new Caller("ada", role, "password"), s_network with { ShowsSecret = true });
        Assert.Equal(may, refusal is null);
        Assert.False(refusal?.IsUnknown ?? false);
    }

    [Fact]
    public void With_an_admin_this_machine_is_asked_too()
    {
        Assert.True(Judge(Access.Viewer, AccountsStanding.Asked, null, s_loopback)!.IsUnknown);
        Assert.Null(Judge(Access.Anyone, AccountsStanding.Asked, null, s_network));
    }

    [Fact]
    public void A_secret_that_others_could_read_on_the_way_does_not_count() => Assert.Contains(
        "can read", Judge(Access.Viewer, AccountsStanding.Asked, new Caller("ada", UserRole.Admin, "token x"), new CallerPlace(false, IsPrivate: false, ShowsSecret: true))!.Sentence,
        StringComparison.Ordinal);

    [Fact]
    public void Users_that_cannot_be_read_let_nobody_in() =>
        Assert.NotNull(Judge(Access.Viewer, AccountsStanding.Unreadable, new Caller("ada", UserRole.Admin, "password"), s_loopback));

    [Fact]
    public void A_token_is_never_more_than_its_user_and_ends_with_its_time_and_with_its_user()
    {
        var now = new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);
        var token = new UserToken("id", "backup", "ada", UserRole.Admin, "hash", now, now.AddDays(1));
        var accounts = Accounts.None.With(new User("ada", UserRole.Viewer, "", now)).With(token, now);

        Assert.Equal(UserRole.Viewer, accounts.Bearer("hash", now)!.Role);
        Assert.Null(accounts.Bearer("other", now));
        Assert.Null(accounts.Bearer("hash", now.AddDays(1)));
        Assert.Null(accounts.Without("ada").Bearer("hash", now));
    }

    [Fact]
    public void A_clock_that_was_set_back_revives_no_token()
    {
        var now = new DateTimeOffset(2026, 11, 29, 0, 0, 0, TimeSpan.Zero);
        var accounts = Accounts.None.With(new User("ada", UserRole.Viewer, "", now))
            .With(new UserToken("old", "old", "ada", UserRole.Viewer, "hash", now.AddDays(-20), now.AddDays(-10)), now.AddDays(-20));
        Assert.Null(accounts.Bearer("hash", DateTimeOffset.UnixEpoch));
    }

    private static CallerRefusal? Judge(Access access, AccountsStanding standing, Caller? caller, CallerPlace place) =>
        CallerAdmission.Judge(access, standing, caller, place, isInsecure: false);
}
